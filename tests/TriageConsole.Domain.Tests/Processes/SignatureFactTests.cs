using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class SignatureFactTests
{
    [Theory]
    [InlineData("true", "Valid", SignatureStatus.Valid)]
    [InlineData("TRUE", "valid", SignatureStatus.Valid)]
    [InlineData(null, "Valid", SignatureStatus.Valid)]
    [InlineData("false", "Unavailable", SignatureStatus.Unsigned)]
    [InlineData("False", null, SignatureStatus.Unsigned)]
    [InlineData("false", "Valid", SignatureStatus.Unsigned)]
    [InlineData("true", "Expired", SignatureStatus.Invalid)]
    [InlineData("true", "Revoked", SignatureStatus.Invalid)]
    [InlineData(null, "errorBadDigest", SignatureStatus.Invalid)]
    [InlineData("true", null, SignatureStatus.Unknown)]
    [InlineData("true", "Unavailable", SignatureStatus.Unknown)]
    [InlineData("true", "UNAVAILABLE", SignatureStatus.Unknown)]
    [InlineData("true", "-", SignatureStatus.Unknown)]
    [InlineData("", "", SignatureStatus.Unknown)]
    [InlineData("-", "?", SignatureStatus.Unknown)]
    [InlineData(null, null, SignatureStatus.Unknown)]
    public void FromFields_SignedAndStatus_GiveTheVerdict(string? signed, string? status, SignatureStatus expected) =>
        Assert.Equal(expected, SignatureFact.FromFields(signed, "Contoso", status, SignatureSource.OwnImageLoad).Status);

    [Fact]
    public void FromFields_NothingRecorded_HasNoSource() => Assert.Same(SignatureFact.Unknown, SignatureFact.FromFields(null, "Contoso", " ", SignatureSource.Event));

    [Fact]
    public void FromFields_Fact_KeepsSourceSignerAndWord()
    {
        var fact = SignatureFact.FromFields("true", " Contoso ", " Expired ", SignatureSource.HashCatalogue);
        Assert.Equal((SignatureSource.HashCatalogue, "Contoso", "Expired"), (fact.Source, fact.Signer, fact.Detail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData(" ")]
    public void FromFields_NoSigner_IsNone(string? signer) => Assert.Null(SignatureFact.FromFields("true", signer, "Valid", SignatureSource.Event).Signer);

    [Theory]
    [InlineData("true", "Valid", true)]
    [InlineData("true", "Expired", false)]
    [InlineData("false", "Valid", false)]
    [InlineData("true", null, false)]
    public void FromFields_MicrosoftsName_CountsOnlyWithAValidSignature(string signed, string? status, bool expected) =>
        Assert.Equal(expected, SignatureFact.FromFields(signed, "Microsoft Windows", status, SignatureSource.Event).IsMicrosoft);

    [Theory]
    [InlineData("Microsoft Windows", true)]
    [InlineData("MICROSOFT CORPORATION", true)]
    [InlineData("Microsoft Windows Publisher", true)]
    [InlineData("Microsoft Dynamic Code Publisher", true)]
    [InlineData("Microsoft", false)]
    [InlineData("Microsoft Corporation Ltd", false)]
    [InlineData("Micrоsoft Windows", false)]
    [InlineData(" Microsoft Windows", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsMicrosoftName_WholeNameOnly_IsTaken(string? signer, bool expected) => Assert.Equal(expected, SignatureFact.IsMicrosoftName(signer));

    [Fact]
    public void Unknown_Fact_IsNeitherFineNorBad()
    {
        Assert.Equal(SignatureStatus.Unknown, SignatureFact.Unknown.Status);
        Assert.Equal(SignatureSource.None, SignatureFact.Unknown.Source);
        Assert.False(SignatureFact.Unknown.IsMicrosoft);
    }

    [Fact]
    public void FromFields_AnyWords_NeverCallUnrecordedUnsignedOrValid()
    {
        foreach (var signed in (string?[])[null, "", "-", "true", "yes", "\0"])
        {
            foreach (var status in (string?[])[null, "", "-", "?", "Unavailable", " unavailable "])
                Assert.Equal(SignatureStatus.Unknown, SignatureFact.FromFields(signed, "Microsoft Windows", status, SignatureSource.Event).Status);
        }
    }
}
