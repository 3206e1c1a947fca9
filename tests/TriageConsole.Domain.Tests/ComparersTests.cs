namespace TriageConsole.Domain.Tests;

public sealed class ComparersTests
{
    public static TheoryData<string> CaseBlind => ["ImagePath", "Hash", "HostName", "UserName"];

    [Theory]
    [MemberData(nameof(CaseBlind))]
    public void Comparer_OfWindowsText_IsBlindToCaseAndToNothingElse(string name)
    {
        var comparer = name switch
        {
            "ImagePath" => Comparers.ImagePath,
            "Hash" => Comparers.Hash,
            "HostName" => Comparers.HostName,
            _ => Comparers.UserName,
        };
        Assert.Equal("ABC", "abc", comparer);
        Assert.NotEqual("abc", "abc ", comparer);
        Assert.NotEqual("abc", "аbc", comparer);
        Assert.NotEqual("i", "ı", comparer);
    }

    [Fact]
    public void Id_AnotherCase_IsAnotherId()
    {
        Assert.Equal("pubprn", "pubprn", Comparers.Id);
        Assert.NotEqual("pubprn", "Pubprn", Comparers.Id);
    }
}
