namespace TriageConsole.Telemetry.Mapping;

/// <summary>The columns that are read of Microsoft Defender XDR's advanced hunting tables, as they are spelled there.</summary>
internal static class DefenderColumns
{
    internal const string Timestamp = "Timestamp";
    internal const string TimeGenerated = "TimeGenerated";
    internal const string DeviceName = "DeviceName";
    internal const string DeviceId = "DeviceId";
    internal const string ActionType = "ActionType";
    internal const string ReportId = "ReportId";
    internal const string FileName = "FileName";
    internal const string FolderPath = "FolderPath";
    internal const string Sha1 = "SHA1";
    internal const string Sha256 = "SHA256";
    internal const string Md5 = "MD5";
    internal const string ProcessId = "ProcessId";
    internal const string ProcessCommandLine = "ProcessCommandLine";
    internal const string ProcessCreationTime = "ProcessCreationTime";
    internal const string ProcessIntegrityLevel = "ProcessIntegrityLevel";
    internal const string Company = "ProcessVersionInfoCompanyName";
    internal const string Product = "ProcessVersionInfoProductName";
    internal const string OriginalFileName = "ProcessVersionInfoOriginalFileName";
    internal const string Description = "ProcessVersionInfoFileDescription";
    internal const string AccountDomain = "AccountDomain";
    internal const string AccountName = "AccountName";
    internal const string LogonId = "LogonId";
    internal const string InitiatingFileName = "InitiatingProcessFileName";
    internal const string InitiatingFolderPath = "InitiatingProcessFolderPath";
    internal const string InitiatingId = "InitiatingProcessId";
    internal const string InitiatingCommandLine = "InitiatingProcessCommandLine";
    internal const string InitiatingAccountDomain = "InitiatingProcessAccountDomain";
    internal const string InitiatingAccountName = "InitiatingProcessAccountName";
    internal const string InitiatingCreationTime = "InitiatingProcessCreationTime";
    internal const string GrandparentId = "InitiatingProcessParentId";
    internal const string GrandparentFileName = "InitiatingProcessParentFileName";
    internal const string TokenElevation = "ProcessTokenElevation";
    internal const string IsSigned = "IsSigned";
    internal const string IsTrusted = "IsTrusted";
    internal const string IsRootSignerMicrosoft = "IsRootSignerMicrosoft";
    internal const string Signer = "Signer";

    /// <summary>Every column that is read.</summary>
    internal static readonly string[] All =
    [
        Timestamp, TimeGenerated, DeviceName, DeviceId, ActionType, ReportId, FileName, FolderPath, Sha1, Sha256, Md5, ProcessId,
        ProcessCommandLine, ProcessCreationTime, ProcessIntegrityLevel, Company, Product, OriginalFileName, Description, AccountDomain,
        AccountName, LogonId, InitiatingFileName, InitiatingFolderPath, InitiatingId, InitiatingCommandLine, InitiatingAccountDomain,
        InitiatingAccountName, InitiatingCreationTime, GrandparentId, GrandparentFileName, TokenElevation, IsSigned, IsTrusted,
        IsRootSignerMicrosoft, Signer,
    ];
}
