using TriageConsole.Browser.Tests.Setup;
using Xunit;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

// One browser and one server at a time: figures and time-outs are of the console, not of the queue for two cores.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
