using Microsoft.Extensions.Options;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Tests.Alerts;

namespace TriageConsole.Web.Tests.Decisions;

/// <summary>The check of approved uses over a test's store.</summary>
internal static class UseChecks
{
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    public static SelfTestAttacks Attacks { get; } = new(new(_runtime), _runtime);

    /// <summary>Covers what <see cref="AlertSeed"/> makes, on any host.</summary>
    public static IReadOnlyList<UseCondition> Covering { get; } =
    [
        new(UseField.Host, "ws-*"), new(UseField.User, @"example\pat"), new(UseField.ParentImage, @"c:\windows\explorer.exe"),
        new(UseField.Script, @"c:\users\pat\downloads\invoice.js"), new(UseField.ChildImage, @"c:\users\pat\appdata\local\update.exe"),
    ];

    public static BaselinePreview PreviewOf(AlertStore store) => new(store, new(store), Attacks, new(store, new(store)));

    public static UseCheck For(AlertStore store) => new(PreviewOf(store), _runtime, new(store), Options.Create(new BaselineOptions()));
}
