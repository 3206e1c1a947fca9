using Bunit;
using Hangfire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Tests.Controls;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Setup;

namespace TriageConsole.Web.Tests.Alerts;

/// <summary>A triage page on a real database, with the browser's modules answering nothing.</summary>
public abstract class TriagePageContext : PageContext
{
    private readonly BunitJSModuleInterop _shortcuts;

    protected TriagePageContext()
    {
        Services.AddSingleton<IDbContextFactory<TriageContext>>(Store);
        Services.AddSingleton(_ => DetectionRuntime.Load(DetectionRuntime.ShippedFolder));
        Services.AddSingleton<IJudgeRequests, JudgeRequestsSpy>();
        Services.AddSingleton<OperationsNotices>();
        Services.AddTriage();
        Services.AddLogging();
        Services.AddOutbox();
        Services.AddSingleton(Options.Create(new EscalationOptions()));
        Services.AddSingleton<IBackgroundJobClient>(Jobs);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        _shortcuts = Module("./js/shortcuts.js");
        Module("./js/process-tree.js");
        Module("./Features/Alerts/QueueTable.razor.js");
        Module("./Features/Decisions/Panels/CloseForm.razor.js");
        Module("./Features/Decisions/Panels/DraftText.razor.js");
        Module("./Components/Controls/Written/MentionScope.razor.js");
    }

    protected AlertStore Store { get; } = new();

    /// <summary>Ids that jobs were rung for.</summary>
    private protected JobClientSpy Jobs { get; } = new();

    /// <summary>Presses a key of the page.</summary>
    protected Task PressAsync(string key) => new BrowserCalls(_shortcuts.Invocations["mount"][^1].Arguments[2]).Call("OnKey", key);

    protected void Visit(string address) => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(address);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Store.Dispose();
    }

    private BunitJSModuleInterop Module(string path)
    {
        var module = JSInterop.SetupModule(path);
        module.SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
        return module;
    }
}
