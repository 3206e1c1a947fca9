using System.Text;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Hosting;

/// <summary>What the operator reads once the console listens.</summary>
public static class StartBanner
{
    public static string Compose(IEnumerable<string> addresses, StorageFolder folder, DatabaseOptions database, IReadOnlyList<SignInNote> notes)
    {
        var text = new StringBuilder();
        text.AppendLine();
        foreach (var address in addresses)
            text.Append("Triage Console listens on ").AppendLine(address);
        text.Append("  data      ").AppendLine(folder.Root);
        text.Append("  database  ").AppendLine(database.IsPostgres ? "PostgreSQL" : "SQLite");
        if (notes.Count > 0)
        {
            var nameWidth = notes.Max(note => note.UserName.Length);
            var passwordWidth = notes.Max(note => note.Password?.Length ?? 0);
            text.AppendLine("  sign in as");
            foreach (var note in notes)
            {
                text.Append("    ").Append(note.UserName.PadRight(nameWidth)).Append("  ");
                text.Append((note.Password ?? string.Empty).PadRight(passwordWidth)).Append("  (").Append(note.Remark).AppendLine(")");
            }
        }

        text.AppendLine("  stop with Ctrl+C");
        return text.ToString();
    }
}
