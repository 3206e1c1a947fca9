using Hangfire;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>Tells the job queue that a row waits. A lost ring is harmless: unfinished rows are rung again at start.</summary>
public sealed class ImportDoorbell(IBackgroundJobClient jobs)
{
    public void Ring(long importId) => jobs.Enqueue<ImportJob>(job => job.RunAsync(importId, CancellationToken.None));

    public void RingDelete(long importId) => jobs.Enqueue<DeleteImportJob>(job => job.RunAsync(importId, CancellationToken.None));
}
