using System.Reflection;
using Microsoft.JSInterop;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

/// <summary>Calls back into .NET as the browser would: by name, on the reference that was handed to a module.</summary>
internal sealed class BrowserCalls
{
    private readonly object _target;

    public BrowserCalls(object? reference)
    {
        Assert.NotNull(reference);
        _target = reference.GetType().GetProperty("Value")!.GetValue(reference)!;
    }

    public async Task Call(string method, params object[] arguments)
    {
        var found = _target.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance);
        Assert.NotNull(found);
        Assert.NotNull(found.GetCustomAttribute<JSInvokableAttribute>());
        await (Task)found.Invoke(_target, arguments)!;
    }
}
