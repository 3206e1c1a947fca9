using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>
/// The signature of the whole archive, in its comment. The manifest's own covers what the files hold; names, times and
/// attributes stand only in the archive around them, and a changed bit at the end of a compressed file can leave its content as it was.
/// </summary>
internal static class PackSeal
{
    private const string Mark = "TCSEAL1 ";
    private const int SignatureBytes = 64;
    private const int CommentBytes = 8 + (2 * SignatureBytes);
    private const int EndRecordBytes = 22;
    private const uint EndRecordMark = 0x06054b50;

    /// <summary>Signs an archive that has no comment yet.</summary>
    public static void Add(FileStream archive, InstanceKey key)
    {
        // All but the last two bytes, which say how long the comment is and say otherwise from now on.
        var signature = key.SignHash(Hash(archive, archive.Length - sizeof(ushort)));
        archive.Position = archive.Length - sizeof(ushort);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, CommentBytes);
        archive.Write(length);
        archive.Write(Encoding.ASCII.GetBytes(Mark + Convert.ToHexStringLower(signature)));
    }

    /// <summary>Why the archive is not as it was sealed, for people; null where it is.</summary>
    public static string? Fault(Stream archive, ECDsa key)
    {
        if (archive.Length < EndRecordBytes + CommentBytes)
            return "The archive carries no seal.";
        Span<byte> end = stackalloc byte[EndRecordBytes + CommentBytes];
        archive.Position = archive.Length - end.Length;
        archive.ReadExactly(end);
        var comment = Encoding.ASCII.GetString(end[EndRecordBytes..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndRecordMark
            || BinaryPrimitives.ReadUInt16LittleEndian(end[(EndRecordBytes - sizeof(ushort))..]) != CommentBytes
            || !comment.StartsWith(Mark, StringComparison.Ordinal) || !comment.AsSpan(Mark.Length).ToString().All(char.IsAsciiHexDigitLower))
        {
            return "The archive carries no seal, or what carries it was changed.";
        }

        return key.VerifyHash(Hash(archive, archive.Length - CommentBytes - sizeof(ushort)), Convert.FromHexString(comment.AsSpan(Mark.Length)), DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? null
            : "The archive is not byte for byte what was sealed.";
    }

    private static byte[] Hash(Stream archive, long bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        archive.Position = 0;
        for (var left = bytes; left > 0;)
        {
            var read = archive.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw new EndOfStreamException();
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return hash.GetHashAndReset();
    }
}
