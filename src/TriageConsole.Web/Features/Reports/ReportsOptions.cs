using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Reports;

/// <summary>Section <c>Reports</c>: how reports are printed, where they may be put, how long they are kept.</summary>
public sealed record ReportsOptions
{
    public const string Section = "Reports";

    /// <summary>What <see cref="Chromium"/> says where none is to be used.</summary>
    public const string None = "none";

    /// <summary>Full path of the Chromium that makes PDFs; empty: one under the usual names is looked for; <c>none</c>: no PDF is made.</summary>
    public string Chromium { get; set; } = string.Empty;

    /// <summary>Seconds that printing may take before the browser is ended.</summary>
    public int PrintSeconds { get; set; } = 120;

    /// <summary>Full path of the folder that schedules may write to; empty: there is none.</summary>
    public string Folder { get; set; } = string.Empty;

    /// <summary>What may hang from one mail; a pack that does not fit is left out, and the mail says so.</summary>
    public int MailMegabytes { get; set; } = 15;

    /// <summary>Days that reports are kept; 0: for ever.</summary>
    public int KeepDays { get; set; } = 400;

    /// <summary>Attempts after which sending a report is given up.</summary>
    public int MostAttempts { get; set; } = 8;
}

/// <summary>Says everything that is wrong with it at once.</summary>
public sealed class ReportsOptionsCheck : IValidateOptions<ReportsOptions>
{
    private const int LongestPrint = 3600;
    private const int MostMegabytes = 200;
    private const int LongestKept = 36_500;
    private const int HighestAttempts = 100;

    public ValidateOptionsResult Validate(string? name, ReportsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (options.Chromium.Length > 0 && options.Chromium != ReportsOptions.None && (!Path.IsPathFullyQualified(options.Chromium) || !File.Exists(options.Chromium)))
            faults.Add($"Reports:Chromium is '{options.Chromium}'; it must be the full path of a program that is there, 'none', or nothing.");
        if (options.PrintSeconds is < 5 or > LongestPrint)
            faults.Add($"Reports:PrintSeconds is {options.PrintSeconds}; it must be 5 to {LongestPrint}.");
        if (options.Folder.Length > 0 && (!Path.IsPathFullyQualified(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal)))
            faults.Add($"Reports:Folder is '{options.Folder}'; it must be a full path.");
        if (options.MailMegabytes is < 1 or > MostMegabytes)
            faults.Add($"Reports:MailMegabytes is {options.MailMegabytes}; it must be 1 to {MostMegabytes}.");
        if (options.KeepDays is < 0 or > LongestKept)
            faults.Add($"Reports:KeepDays is {options.KeepDays}; it must be 0 (for ever) to {LongestKept}.");
        if (options.MostAttempts is < 1 or > HighestAttempts)
            faults.Add($"Reports:MostAttempts is {options.MostAttempts}; it must be 1 to {HighestAttempts}.");
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
