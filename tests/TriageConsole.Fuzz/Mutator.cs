using System.Text;
using TriageConsole.Testing.Demo;

namespace TriageConsole.Fuzz;

/// <summary>Damages samples. The same numbers give the same damage, so that a failing input can be made again from its seed.</summary>
internal static class Mutator
{
    private const int MostBytes = 1 << 20;
    private const int MostHits = 12;

    /// <summary>A damaged copy of one of the samples, with parts of others in it.</summary>
    public static byte[] Damage(IReadOnlyList<byte[]> samples, DemoSeed random)
    {
        var bytes = new List<byte>(random.Pick(samples));
        // Most damage is small, or nothing behind the first fault would ever be reached.
        for (var hits = 1 + random.Between(0, 1 + random.Between(0, MostHits)); hits > 0; hits--)
        {
            if (bytes.Count > 0)
                Hit(bytes, samples, random);
        }

        var damaged = bytes.Count > MostBytes ? bytes.GetRange(0, MostBytes).ToArray() : [.. bytes];
        return random.Between(0, 40) switch
        {
            0 => Encode(damaged, Encoding.Unicode, random),
            1 => Encode(damaged, Encoding.BigEndianUnicode, random),
            _ => damaged,
        };
    }

    private static void Hit(List<byte> bytes, IReadOnlyList<byte[]> samples, DemoSeed random)
    {
        var at = Place(bytes, random);
        switch (random.Between(0, 12))
        {
            case 0:
            case 1:
                bytes[at] ^= (byte)(1 << random.Between(0, 8));
                break;
            case 2:
                bytes[at] = (byte)random.Next();
                break;
            case 3:
                Overwrite(bytes, at, random.Pick(Tokens.Numbers));
                break;
            case 4:
                Overwrite(bytes, at, random.Pick(Tokens.Text));
                break;
            case 5:
            case 6:
                bytes.InsertRange(at, random.Pick(Tokens.Text));
                break;
            case 7:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Between(1, 65)));
                break;
            case 8:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Between(1, 600))));
                break;
            case 9:
                Splice(bytes, at, random.Pick(samples), random);
                break;
            case 10:
                Run(bytes, at, random);
                break;
            default:
                // A cut ends what other damage could show, so it is rare, and mostly near the end.
                bytes.RemoveRange(random.Chance(50) ? at : bytes.Count - 1 - random.Between(0, Math.Min(64, bytes.Count)), 1);
                if (random.Chance(25))
                    bytes.RemoveRange(at, Math.Max(0, bytes.Count - at));
                break;
        }
    }

    /// <summary>Anywhere; but where half of a file is padding, mostly where something is written.</summary>
    private static int Place(List<byte> bytes, DemoSeed random)
    {
        var at = random.Between(0, bytes.Count);
        for (var tries = 0; tries < 4 && bytes[at] == 0; tries++)
            at = random.Between(0, random.Chance(50) ? bytes.Count : Math.Min(bytes.Count, 8192));
        return at;
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] token)
    {
        for (var i = 0; i < token.Length && at + i < bytes.Count; i++)
            bytes[at + i] = token[i];
    }

    private static void Splice(List<byte> bytes, int at, byte[] other, DemoSeed random)
    {
        if (other.Length == 0)
            return;
        var from = random.Between(0, other.Length);
        var part = other.AsSpan(from, Math.Min(other.Length - from, random.Between(1, 4096))).ToArray();
        if (random.Chance(50))
            bytes.InsertRange(at, part);
        else
            Overwrite(bytes, at, part);
    }

    /// <summary>The same again and again: nesting, long texts, endless quotes. Rarely as long as a limit.</summary>
    private static void Run(List<byte> bytes, int at, DemoSeed random)
    {
        var token = random.Chance(30) ? [(byte)random.Next()] : random.Pick(Tokens.Text);
        var most = random.Between(0, 50) == 0 ? 200_000 : 400;
        var length = Math.Min(random.Between(2, most) * token.Length, MostBytes / 2);
        var run = new byte[length];
        for (var i = 0; i < length; i++)
            run[i] = token[i % token.Length];
        bytes.InsertRange(at, run);
    }

    private static byte[] Encode(byte[] text, Encoding encoding, DemoSeed random)
    {
        var encoded = encoding.GetBytes(Encoding.UTF8.GetString(text));
        return [.. random.Chance(50) ? encoding.GetPreamble() : [], .. encoded];
    }
}
