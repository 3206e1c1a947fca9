using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FullText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Processes_CommandLineId_StartUtc",
                table: "Processes",
                columns: new[] { "CommandLineId", "StartUtc" },
                filter: "\"CommandLineId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Processes_StartUtc",
                table: "Processes",
                column: "StartUtc");

            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE "TextSearch" USING fts5("Value", content='Texts', content_rowid='Id', columnsize=0, tokenize='unicode61 remove_diacritics 0');
                CREATE TABLE "TextSearchState" ("Only" INTEGER NOT NULL PRIMARY KEY CHECK ("Only" = 1), "LastTextId" INTEGER NOT NULL);
                INSERT INTO "TextSearch" (rowid, "Value") SELECT "Id", "Value" FROM "Texts" ORDER BY "Id";
                INSERT INTO "TextSearchState" SELECT 1, COALESCE(MAX("Id"), 0) FROM "Texts";
                """);

            // The index knows a text by its number only: whoever removes it has to say what it was, and the numbers
            // above the highest that is left will be given again.
            migrationBuilder.Sql("""
                CREATE TRIGGER "TextSearchForgets" AFTER DELETE ON "Texts" WHEN old."Id" <= (SELECT "LastTextId" FROM "TextSearchState")
                BEGIN
                    INSERT INTO "TextSearch" ("TextSearch", rowid, "Value") VALUES ('delete', old."Id", old."Value");
                    UPDATE "TextSearchState" SET "LastTextId" = COALESCE((SELECT MAX("Id") FROM "Texts"), 0)
                        WHERE "LastTextId" > COALESCE((SELECT MAX("Id") FROM "Texts"), 0);
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER "TextSearchForgets";
                DROP TABLE "TextSearch";
                DROP TABLE "TextSearchState";
                """);

            migrationBuilder.DropIndex(
                name: "IX_Processes_CommandLineId_StartUtc",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_StartUtc",
                table: "Processes");
        }
    }
}
