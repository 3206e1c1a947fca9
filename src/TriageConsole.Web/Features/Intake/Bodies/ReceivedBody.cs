using System.Buffers;

namespace TriageConsole.Web.Features.Intake.Bodies;

/// <summary>The unpacked body of a request, growing as it comes, within the budget.</summary>
internal sealed class ReceivedBody(BodyBudget budget) : IDisposable
{
    private const int First = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private long _taken;

    public Memory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Room to read into; empty when the budget is used up.</summary>
    /// <param name="most">The length that the whole body may have.</param>
    public Memory<byte> Room(int most)
    {
        if (_length == _buffer.Length && !Grow(most))
            return default;
        return _buffer.AsMemory(_length, Math.Min(_buffer.Length, most) - _length);
    }

    public void Add(int bytes) => _length += bytes;

    /// <summary>The bytes with a line end behind them, so that what is appended next starts a line of its own.</summary>
    public ReadOnlyMemory<byte> Lines()
    {
        if (_length == 0 || _buffer[_length - 1] == '\n')
            return Bytes;
        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, _length + 1);
        _buffer[_length] = (byte)'\n';
        return _buffer.AsMemory(0, _length + 1);
    }

    public void Dispose()
    {
        budget.Give(_taken);
        _taken = 0;
        _buffer = [];
        _length = 0;
    }

    private bool Grow(int most)
    {
        var wanted = (int)Math.Min(Math.Max(First, _buffer.Length * 2L), most + 1L);
        if (wanted <= _buffer.Length || !budget.TryTake(wanted - _buffer.Length))
            return false;
        _taken += wanted - _buffer.Length;
        Array.Resize(ref _buffer, wanted);
        return true;
    }
}
