using System.Text;
using TriageConsole.Web.Features.Reports.Content;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>What stands in a pack for who opens it without having read anything else.</summary>
internal static class PackReadme
{
    public const string SumsName = "SHA256SUMS";

    public static ReadOnlyMemory<byte> Text(ReportScope scope) => Encoding.UTF8.GetBytes($"""
        Evidence pack of Triage Console
        ===============================

        Period      {scope.Period}
        Made        {ReportFigures.Utc(scope.NowUtc)}
        Hosts       {(scope.Hosts is null ? "all" : "of a host group; the manifest names it")}

        report/     the report, as it can be read and printed
        csv/        what its numbers rest on: hosts, alerts, approvals, self-test
        baseline/   all approved uses, as the console and its scan read them
        audit/      who did what in the period: alerts, cases, approved uses, settings; people and tokens as they stand

        Cells of the CSV files that a spreadsheet would take for a formula begin with an apostrophe.
        Tables of alerts are confined to the host group, where there is one; cases, approved uses, settings, people and the self-test are of the whole console.
        Changes of people's roles are not recorded by the console: audit/people.csv is how they stood when the pack was made.

        To check it
        -----------

        With the program, which checks everything, the archive itself included:

            TriageConsole.Web verify-pack FILE --key FINGERPRINT

        Without it, in the unpacked folder:

            openssl dgst -sha256 -verify {PackManifest.KeyName} -signature {PackManifest.SignatureName} {PackManifest.FileName}
            sha256sum --check {SumsName}

        The second tells that files are as {SumsName} lists them; {PackManifest.FileName} holds the hash of {SumsName}, and of every file. Either way: a signature that fits says
        that nothing was changed since it was signed. That this console signed it is said only by the fingerprint of {PackManifest.KeyName}, when you have it from somewhere else
        than this pack: the Reports page of the console shows it.

        """.ReplaceLineEndings("\r\n"));

    /// <summary>As sha256sum reads them.</summary>
    public static ReadOnlyMemory<byte> Sums(IEnumerable<PackFile> files) =>
        Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.Sha256}  {file.Path}\n")));
}
