using Bunit;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class ChipTests : BunitContext
{
    [Theory]
    [InlineData(Severity.Critical, "critical", "C")]
    [InlineData(Severity.High, "high", "H")]
    [InlineData(Severity.Medium, "medium", "M")]
    [InlineData(Severity.Low, "low", "L")]
    [InlineData(Severity.Informational, "info", "I")]
    public void LevelChip_EachLevel_TellsItByLetterAndWord(Severity level, string token, string letter)
    {
        var shown = Render<LevelChip>(given => given.Add(c => c.Level, level));
        Assert.Equal(letter, shown.Find(".tc-level-mark").TextContent);
        Assert.Equal($"tc-level tc-level-{token}", shown.Find("span").ClassName);
        Assert.EndsWith(LevelWords.Of(level), shown.Find("span").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void LevelChip_Compact_StillReadAloud() => Assert.Equal(
        "High", Render<LevelChip>(given => given.Add(c => c.Level, Severity.High).Add(c => c.Compact, true)).Find(".tc-sr-only").TextContent);

    [Fact]
    public void StatusChip_EachStatus_OwnIconAndWord()
    {
        var shown = Enum.GetValues<AlertStatus>().Select(status => Render<StatusChip>(given => given.Add(c => c.Status, status))).ToList();
        Assert.Equal(shown.Count, shown.Select(chip => chip.Find("path").GetAttribute("d")).Distinct().Count());
        Assert.Equal(shown.Count, shown.Select(chip => chip.Find("span").TextContent).Distinct().Count());
    }

    [Fact]
    public void StatusChip_Outcome_OnlyWithClosed()
    {
        Assert.Equal("Closed: benign positive", Render<StatusChip>(given => given.Add(c => c.Status, AlertStatus.Closed).Add(c => c.Outcome, AlertOutcome.BenignPositive)).Find("span").TextContent);
        Assert.Equal("Open", Render<StatusChip>(given => given.Add(c => c.Status, AlertStatus.Open).Add(c => c.Outcome, AlertOutcome.BenignPositive)).Find("span").TextContent);
    }

    [Theory]
    [InlineData(-5, "0", true)]
    [InlineData(49, "49", true)]
    [InlineData(50, "50", false)]
    [InlineData(250, "100", false)]
    public void CompletenessBar_AnyValue_ClampedAndWeakSaid(int value, string width, bool weak)
    {
        var shown = Render<CompletenessBar>(given => given.Add(c => c.Completeness, value));
        Assert.Equal(width, shown.Find("rect").GetAttribute("width"));
        Assert.Equal(weak, shown.Find("[role=img]").GetAttribute("aria-label")!.Contains("materially weakened", StringComparison.Ordinal));
    }

    [Fact]
    public void SignatureBadge_UnknownAndUnsigned_AreNotAlike()
    {
        var unknown = Render<SignatureBadge>(given => given.Add(c => c.Fact, SignatureFact.Unknown));
        var unsigned = Render<SignatureBadge>(given => given.Add(c => c.Fact, new SignatureFact(SignatureStatus.Unsigned, SignatureSource.OwnImageLoad)));
        Assert.Equal("signature unknown", unknown.Find("span").TextContent);
        Assert.Equal("unsigned", unsigned.Find("span").TextContent);
        Assert.NotEqual(unknown.Find("path").GetAttribute("d"), unsigned.Find("path").GetAttribute("d"));
    }

    [Theory]
    [InlineData(SignatureStatus.Unsigned, true)]
    [InlineData(SignatureStatus.Invalid, true)]
    [InlineData(SignatureStatus.Valid, false)]
    [InlineData(SignatureStatus.Inferred, false)]
    [InlineData(SignatureStatus.Unknown, false)]
    public void SignatureBadge_SecondFactOnSigned_IsDisputedOnlyByAFactThatDisagrees(SignatureStatus other, bool disputed)
    {
        var shown = Render<SignatureBadge>(given => given
            .Add(c => c.Fact, new SignatureFact(SignatureStatus.Valid, SignatureSource.OwnImageLoad))
            .Add(c => c.Conflict, new SignatureFact(other, SignatureSource.HashCatalogue)));
        Assert.Equal(disputed, shown.FindAll(".tc-badge").Count == 1);
        Assert.Equal(disputed, shown.Find("span").GetAttribute("title")!.Contains("Another record says", StringComparison.Ordinal));
    }

    [Fact]
    public void SignatureBadge_HostileSignerAndConflict_AreText()
    {
        var shown = Render<SignatureBadge>(given => given
            .Add(c => c.Fact, new SignatureFact(SignatureStatus.Invalid, SignatureSource.Event, Hostile.Markup + Hostile.Turned, Detail: "Revoked"))
            .Add(c => c.Conflict, new SignatureFact(SignatureStatus.Valid, SignatureSource.HashCatalogue)));
        Assert.Empty(shown.FindAll("img"));
        Assert.Contains("⟨U+202E⟩", shown.Find(".tc-signature-signer").TextContent, StringComparison.Ordinal);
        Assert.Equal("disputed", shown.Find(".tc-badge").TextContent);
        Assert.Contains("Revoked", shown.Find("span").GetAttribute("title")!, StringComparison.Ordinal);
        Assert.Contains("Another record says signed (the same file's hash)", shown.Find("span").GetAttribute("title")!, StringComparison.Ordinal);
    }
}
