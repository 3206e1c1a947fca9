using System.Numerics;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>A set of enum values with value equality, so that a record that holds one compares by content.</summary>
/// <typeparam name="T">An enum whose values lie between 0 and 31.</typeparam>
public readonly record struct EnumSet<T>
    where T : struct, Enum
{
    private readonly uint _bits;

    private EnumSet(uint bits) => _bits = bits;

    public int Count => BitOperations.PopCount(_bits);

    public bool IsEmpty => _bits == 0;

    public bool IsAll => this == EnumSet.All<T>();

    /// <summary>The values, in the enum's order.</summary>
    public IReadOnlyList<T> Values
    {
        get
        {
            var self = this;
            return [.. Enum.GetValues<T>().Where(self.Contains)];
        }
    }

    public bool Contains(T value) => (_bits & Bit(value)) != 0;

    public EnumSet<T> With(T value) => new(_bits | Bit(value));

    public EnumSet<T> Without(T value) => new(_bits & ~Bit(value));

    private static uint Bit(T value) => 1u << Convert.ToInt32(value, null);
}

/// <summary>Makes sets.</summary>
public static class EnumSet
{
    /// <summary>Every value there is.</summary>
    public static EnumSet<T> All<T>()
        where T : struct, Enum => Of(Enum.GetValues<T>());

    public static EnumSet<T> Of<T>(params IEnumerable<T> values)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Aggregate(default(EnumSet<T>), (set, value) => set.With(value));
    }
}
