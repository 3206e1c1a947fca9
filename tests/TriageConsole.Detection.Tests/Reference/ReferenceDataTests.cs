using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Tests.Reference;

/// <summary>The data that ships loads; whatever is wrong with another is listed with its file, and nothing is thrown.</summary>
public sealed class ReferenceDataTests
{
    public static TheoryData<string> Names => [.. Seed.Files().Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Load_ShippedFiles_HasNoFaultAndAVersion()
    {
        var result = ReferenceData.Load(Seed.Files());
        Assert.Empty(result.Faults);
        Assert.Matches("^[0-9a-f]{16}$", result.Data!.Version);
    }

    [Fact]
    public void Load_ChangedText_IsAnotherVersion()
    {
        var files = Seed.Files();
        files["attack.json"] += "\n";
        Assert.NotEqual(Seed.Data.Version, ReferenceData.Load(files).Data!.Version);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_FileMissingOrSpoiled_IsAFaultOfThatFile(string name)
    {
        var good = Seed.Files();
        Fault(good, name, null);
        foreach (var bad in (string[])["", "{", "[]", "null", "7", "{}", "{\"version\":2}", good[name][..^3], good[name].Replace("\"version\": 1", "\"version\": 1, \"more\": 1", StringComparison.Ordinal),
            good[name].Replace("\"source\": \"", "\"source\\ud800\": \"", StringComparison.Ordinal), good[name].Replace("\"source\": \"", "\"source\": \"\ud800", StringComparison.Ordinal)])
            Fault(good, name, bad);
    }

    [Theory]
    [InlineData("proxy-hosts.json")]
    [InlineData("signed-scripts.json")]
    [InlineData("documented-uses.json")]
    [InlineData("library-exports.json")]
    public void Load_TechniqueThatAttackDoesNotKnow_IsAFaultThatNamesIt(string name)
    {
        var files = Seed.Files();
        var key = "\"technique\": \"T";
        var at = files[name].IndexOf(key, StringComparison.Ordinal) + key.Length;
        files[name] = string.Concat(files[name].AsSpan(0, at), "9999", files[name].AsSpan(files[name].IndexOf('"', at)));

        var result = ReferenceData.Load(files);

        Assert.Null(result.Data);
        var fault = Assert.Single(result.Faults);
        Assert.Equal(name, fault.File);
        Assert.Contains("'T9999' is not in attack.json.", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HostByOriginalName_WithOrWithoutMui_IsTheHost()
    {
        Assert.Equal("wscript", Seed.Data.HostByOriginalName("WScript.exe.MUI")!.Id);
        Assert.Equal("wscript", Seed.Data.HostByOriginalName("wscript.exe")!.Id);
        Assert.Null(Seed.Data.HostByOriginalName("wscript"));
        Assert.Null(Seed.Data.HostByOriginalName(".mui"));
    }

    [Fact]
    public void HostByName_InAnyCase_IsTheHostAndNothingLonger()
    {
        Assert.Equal("cscript", Seed.Data.HostByName("CSCRIPT.EXE")!.Id);
        Assert.Null(Seed.Data.HostByName("xcscript.exe"));
        Assert.Null(Seed.Data.HostByName(""));
    }

    [Fact]
    public void IsIn_UnknownSet_HoldsNothing()
    {
        Assert.True(Seed.Data.IsIn("shells", "CMD.exe"));
        Assert.False(Seed.Data.IsIn("shells", "calc.exe"));
        Assert.False(Seed.Data.IsIn("no such set", "cmd.exe"));
    }

    private static void Fault(Dictionary<string, string> good, string name, string? text)
    {
        var files = new Dictionary<string, string>(good);
        if (text is null)
            files.Remove(name);
        else
            files[name] = text;
        var result = ReferenceData.Load(files);
        Assert.Null(result.Data);
        Assert.Contains(name, result.Faults.Select(fault => fault.File));
    }
}
