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

    /// <summary>The same, and verdicts on signatures that nothing has any more: there are few, so that removals leave them, but for who must leave nothing.</summary>
    public static void RunWhole(SqlSession sql, IModel model)
    {
        sql.Begin();
        Delete(sql, model, typeof(FileHashRow), " AND \"SignatureId\" IS NULL");
        Delete(sql, model, typeof(SignatureRow), string.Empty);
        Delete(sql, model, typeof(TextRow), string.Empty);
        sql.Commit();
    }

    /// <summary>Removes computers of which nothing is left; how they were last judged is nothing of them.</summary>
    public static void Hosts(SqlSession sql, IModel model)
    {
        Type[] judged = [typeof(HostJudgementRow), typeof(SignalFailureRow)];
        sql.Begin();

        // One that an exercise invented may still wait for its telemetry; it goes with the exercise.
        Delete(sql, model, typeof(HostRow), " AND \"ExerciseId\" IS NULL", judged);
        foreach (var table in judged.Select(row => model.FindEntityType(row)!.GetTableName()))
            sql.Execute($"DELETE FROM \"{table}\" WHERE \"HostId\" NOT IN (SELECT \"Id\" FROM \"Hosts\")");
        sql.Commit();
    }

    private static void Delete(SqlSession sql, IModel model, Type row, string also, params Type[] apart)
    {
        var entity = model.FindEntityType(row)!;
        var users = entity.GetReferencingForeignKeys().Where(key => !apart.Contains(key.DeclaringEntityType.ClrType))
            .Select(key => (Table: key.DeclaringEntityType.GetTableName()!, Column: key.Properties.Single().GetColumnName()))
            .Distinct().OrderBy(user => user).Select(user => $"SELECT \"{user.Column}\" FROM \"{user.Table}\" WHERE \"{user.Column}\" IS NOT NULL");
        sql.Execute($"DELETE FROM \"{entity.GetTableName()}\" WHERE \"Id\" NOT IN ({string.Join(" UNION ", users)}){also}");
    }
}
