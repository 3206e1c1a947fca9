using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Retention;

/// <summary>Removes interned texts and hashes that nothing refers to any more. Who refers to them is asked of the model, so a new column is never forgotten.</summary>
internal static class OrphanSweep
{
    public static void Run(SqlSession sql, IModel model)
    {
        sql.Begin();

        // A hash with a verdict is an entry of the signature catalogue and stays for what comes later.
        Delete(sql, model, typeof(FileHashRow), " AND \"SignatureId\" IS NULL");
        Delete(sql, model, typeof(TextRow), string.Empty);
        sql.Commit();
    }

    /// <summary>Removes computers of which nothing is left.</summary>
    public static void Hosts(SqlSession sql, IModel model)
    {
        sql.Begin();
        Delete(sql, model, typeof(HostRow), string.Empty);
        sql.Commit();
    }

    private static void Delete(SqlSession sql, IModel model, Type row, string also)
    {
        var entity = model.FindEntityType(row)!;
        var users = entity.GetReferencingForeignKeys()
            .Select(key => (Table: key.DeclaringEntityType.GetTableName()!, Column: key.Properties.Single().GetColumnName()))
            .Distinct().OrderBy(user => user).Select(user => $"SELECT \"{user.Column}\" FROM \"{user.Table}\" WHERE \"{user.Column}\" IS NOT NULL");
        sql.Execute($"DELETE FROM \"{entity.GetTableName()}\" WHERE \"Id\" NOT IN ({string.Join(" UNION ", users)}){also}");
    }
}
