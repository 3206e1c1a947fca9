namespace TriageConsole.Detection.Tests.Corpus;

/// <summary>One line of labels.tsv.</summary>
internal sealed record LabelledEvent(
    string File, string Member, int Index, string Label, string Class, string CaseId, string Trap, string Confidence, string Image, string CommandLine)
{
    public (string File, string Member, int Index) Key => (File, Member, Index);

    public static List<LabelledEvent> Read(string corpus)
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(corpus, "labels.tsv"));
        var columns = lines[0].Split('\t').Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
        var events = new List<LabelledEvent>();
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split('\t');
            string Cell(string name) => columns[name] < cells.Length ? cells[columns[name]] : string.Empty;
            events.Add(new LabelledEvent(
                Cell("file"), Cell("member"), int.Parse(Cell("index"), System.Globalization.CultureInfo.InvariantCulture), Cell("label"), Cell("class"),
                Cell("case_id"), Cell("trap"), Cell("confidence"), Cell("image"), Cell("command_line")));
        }

        return events;
    }
}
