using TriageConsole.Domain.Baseline;

namespace TriageConsole.Domain.Tests.Baseline;

/// <summary>An approved use without a fault, to be spoiled by the tests.</summary>
internal static class Uses
{
    public static DateTime Now { get; } = new(2030, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    public static ApprovedUse Good { get; } = new()
    {
        Id = new Guid("00000001-0000-0000-0000-000000000000"),
        Title = "Inventory",
        Owner = "it",
        Reason = "nightly inventory",
        ExpiresUtc = Now.AddDays(30),
        State = ApprovedUseState.Active,
        Conditions = [new(UseField.Host, "SRV-1"), new(UseField.Script, @"*\inventory.vbs"), new(UseField.ProxyImage, @"*\cscript.exe")],
    };
}
