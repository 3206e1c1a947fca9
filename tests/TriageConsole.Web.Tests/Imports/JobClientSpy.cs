using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>Remembers the import ids that a job was rung for.</summary>
internal sealed class JobClientSpy : IBackgroundJobClient
{
    public List<long> Imports { get; } = [];

    public string Create(Job job, IState state)
    {
        Imports.Add((long)job.Args[0]);
        return "1";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => false;
}
