using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>Sums events by host and component, and completeness by day, in one walk over hosts and days in order.</summary>
internal sealed class ComponentSums(DateOnly? from)
{
    private static readonly int _components = Enum.GetValues<DataComponent>().Max(component => (int)component) + 1;

    private readonly Dictionary<int, Sums> _hosts = [];
    private readonly SortedDictionary<int, long[]> _days = [];
    private readonly int _from = (from ?? DateOnly.MinValue).DayNumber;
    private readonly long[] _day = new long[_components];
    private (int Host, int Day)? _at;
    private Sums? _last;

    /// <summary>A row; rows of a host and day come after one another.</summary>
    public void Add(int host, int day, int component, long count)
    {
        if (component < 0 || component >= _components)
            return;
        if (_at is not { } at || at.Host != host || at.Day != day)
            Turn(host, day);
        if (count != 0 && day > _last!.LastDays[component])
            _last.LastDays[component] = day;
        if (day < _from)
            return;
        _last!.Counts[component] += count;
        _day[component] += count;
    }

    /// <summary>By host: what came in the period, and when each component was last seen.</summary>
    public IReadOnlyDictionary<int, List<ComponentCount>> Hosts() => _hosts.ToDictionary(
        host => host.Key,
        host => Enumerable.Range(0, _components).Where(component => host.Value.LastDays[component] >= 0)
            .Select(component => new ComponentCount((DataComponent)component, host.Value.Counts[component], DateOnly.FromDayNumber(host.Value.LastDays[component]))).ToList());

    /// <summary>The days of the period that have telemetry, in order.</summary>
    public List<CompletenessDay> Days()
    {
        Turn(-1, -1);
        return [.. _days.Select(day => Of(DateOnly.FromDayNumber(day.Key), day.Value))];
    }

    // Which source saw more of a host's processes differs by host and day: that is told before they are summed.
    private void Turn(int host, int day)
    {
        if (_at is { } at && at.Day >= _from)
        {
            if (!_days.TryGetValue(at.Day, out var sums))
                _days.Add(at.Day, sums = new long[_components + 2]);
            for (var component = 0; component < _components; component++)
                sums[component] += _day[component];
            sums[_components]++;
            sums[_components + 1] += Math.Max(_day[(int)DataComponent.ProcessCreationSysmon], _day[(int)DataComponent.ProcessCreationSecurity]);
        }

        Array.Clear(_day);
        if (_last is null || _at?.Host != host)
        {
            if (!_hosts.TryGetValue(host, out _last) && host >= 0)
                _hosts.Add(host, _last = new Sums());
        }

        _at = host < 0 ? null : (host, day);
    }

    private static CompletenessDay Of(DateOnly day, long[] sums)
    {
        long Sum(DataComponent component) => sums[(int)component];
        var processes = sums[_components + 1];
        return new(
            day, (int)sums[_components], processes,
            Share(Sum(DataComponent.CommandLine), Sum(DataComponent.ProcessCreationSysmon) + Sum(DataComponent.ProcessCreationSecurity)),
            Share(Sum(DataComponent.Lineage), processes), Share(Sum(DataComponent.Signature), processes), Share(Sum(DataComponent.ParentSignature), Sum(DataComponent.Lineage)));
    }

    private static double? Share(long some, long all) => all <= 0 ? null : Math.Clamp((double)some / all, 0, 1);

    private sealed class Sums
    {
        public Sums() => Array.Fill(LastDays, -1);

        public long[] Counts { get; } = new long[_components];

        public int[] LastDays { get; } = new int[_components];
    }
}
