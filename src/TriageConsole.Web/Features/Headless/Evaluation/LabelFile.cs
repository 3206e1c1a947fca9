using System.Globalization;

namespace TriageConsole.Web.Features.Headless.Evaluation;

/// <summary>Labels as tab-separated text with a head line and no quoting.</summary>
public static class LabelFile
{
    private static readonly string[] _needed = ["file", "member", "index", "label"];

    /// <summary>All labels, or every fault with its line.</summary>
    public static (IReadOnlyList<LabelledStart> Events, IReadOnlyList<string> Faults) Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var events = new List<LabelledStart>();
        var faults = new List<string>();
        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Length == 0)
                continue;
            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = Columns(cells, faults);
                if (faults.Count > 0)
                    break;
                continue;
            }

            Add(columns, cells, number, events, faults);
        }

        if (columns is null)
            faults.Add("The label file is empty.");
        else if (faults.Count == 0 && events.Count == 0)
            faults.Add("The label file names no event.");
        return (events, faults);
    }

    private static Dictionary<string, int> Columns(string[] head, List<string> faults)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < head.Length; i++)
        {
            if (!columns.TryAdd(head[i].Trim('\uFEFF', ' '), i))
                faults.Add($"Line 1: the column {head[i]} stands twice.");
        }

        foreach (var missing in _needed.Where(name => !columns.ContainsKey(name)))
            faults.Add($"Line 1: the column {missing} is missing.");
        return columns;
    }

    private static void Add(Dictionary<string, int> columns, string[] cells, int number, List<LabelledStart> events, List<string> faults)
    {
        string Cell(string name) => columns.TryGetValue(name, out var at) && at < cells.Length ? cells[at] : string.Empty;
        if (!long.TryParse(Cell("index"), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            faults.Add($"Line {number.ToString(CultureInfo.InvariantCulture)}: '{Cell("index")}' is no index.");
            return;
        }

        if (Cell("label") == LabelledStart.Malicious && Cell("case_id").Length == 0)
            faults.Add($"Line {number.ToString(CultureInfo.InvariantCulture)}: a malicious event names its case in case_id.");
        events.Add(new LabelledStart(
            Cell("file").Replace('\\', '/'), Cell("member").Replace('\\', '/'), index, Cell("label"), Cell("class"), Cell("technique"),
            Cell("case_id"), Cell("trap"), Cell("confidence"), Cell("image"), Cell("command_line")));
    }
}
