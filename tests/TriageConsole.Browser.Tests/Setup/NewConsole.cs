namespace TriageConsole.Browser.Tests.Setup;

/// <summary>A console as its first start leaves it: nobody but the first admin, nothing in it.</summary>
public sealed class NewConsole : ConsoleServer
{
    protected override Task PrepareAsync() => Task.CompletedTask;
}
