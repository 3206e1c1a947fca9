using TriageConsole.Web.Features.Notifications;
using Xunit;

namespace TriageConsole.Web.Tests.Notifications;

public sealed class MentionTextTests
{
    [Theory]
    [InlineData("@pat", "pat")]
    [InlineData("Look, @pat.smith.", "pat.smith.|pat.smith")]
    [InlineData("(@pat) and @ana!", "pat,ana")]
    [InlineData("@pat-", "pat-|pat")]
    [InlineData("mail pat@example.com", "")]
    [InlineData("@@pat", "")]
    [InlineData("@ pat", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Candidates_Text_AreWhatEachMentionCouldName(string? text, string expected) =>
        Assert.Equal(expected, string.Join(',', MentionText.Candidates(text).Select(c => string.Join('|', c))));

    [Theory]
    [InlineData("a @pat, b @ana.", "@pat|@ana")]
    [InlineData("<img src=x onerror=alert(1)> @pat", "@pat")]
    [InlineData("nobody", "")]
    public void Pieces_Text_LoseNothing(string text, string mentions)
    {
        var pieces = MentionText.Pieces(text);
        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal(mentions, string.Join('|', pieces.Where(p => p.IsMention).Select(p => p.Text)));
    }

    [Fact]
    public void Candidates_MoreThanAnybodyWrites_AreCut() =>
        Assert.Equal(MentionText.Most, MentionText.Candidates(string.Concat(Enumerable.Repeat("@a ", 1_000))).Count);
}
