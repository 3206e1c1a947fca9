using System.Text;
using TriageConsole.Web.Features.Exports;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>A CSV on its way into a pack: lines are safe for spreadsheets and leave in blocks.</summary>
internal sealed class CsvMember(Stream output) : IAsyncDisposable
{
    private const int Block = 64 * 1024;

    private readonly StreamWriter _writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Block, leaveOpen: true);
    private readonly StringBuilder _line = new();

    public async ValueTask AddAsync(CancellationToken cancel, params string?[] cells)
    {
        CsvLine.Append(_line, cells);
        if (_line.Length >= Block)
            await FlushAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await _writer.DisposeAsync();
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        await _writer.WriteAsync(_line, cancel);
        _line.Clear();
    }
}
