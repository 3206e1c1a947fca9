using CsCheck;
using TriageConsole.Telemetry.Formats;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Formats;

/// <summary>Damaged files of every layout: never an exception, never out of order, never slow.</summary>
public sealed class MutationTests
{
    private static readonly byte[][] Seeds =
    [
        .. ((string[])["ndjson/good", "eventxml/good", "csv/good", "ndjson/bad", "eventxml/bad", "csv/bad"]).SelectMany(Samples.Below).Select(Samples.Bytes),
    ];

    private static readonly byte[] Telling = "{}[]\",:\\<>&/\n\r\0Eu9 \t;\xFF"u8.ToArray();

    private static readonly Gen<byte[]> Damaged =
        from seed in Gen.Int[0, Seeds.Length - 1]
        from hits in Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[0, 4], Gen.Int[0, 1_000_000]).Array[1, 12]
        select Damage(Seeds[seed], hits);

    [Fact]
    public void Read_DamagedSamples_NeverThrowsAndKeepsOrder() => Damaged.Sample(
        bytes =>
        {
            foreach (var format in ImportFormats.All.Where(static format => format.Name != "evtx"))
            {
                var next = 0L;
                foreach (var item in Samples.Read(format, bytes))
                {
                    if (item.IsRecord && item.Index != next++)
                        return false;
                    if (!item.IsRecord && item.Diagnostic is null)
                        return false;
                }
            }

            return true;
        },
        iter: 4_000,
        threads: 2);

    private static byte[] Damage(byte[] seed, (int At, int Kind, int Value)[] hits)
    {
        var bytes = new List<byte>(seed);
        foreach (var (where, kind, value) in hits)
        {
            if (bytes.Count == 0)
                break;
            var at = where % bytes.Count;
            switch (kind)
            {
                case 0:
                    bytes[at] ^= (byte)(1 << (value & 7));
                    break;
                case 1:
                    bytes[at] = Telling[value % Telling.Length];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, value % 64));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, value % 256)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
