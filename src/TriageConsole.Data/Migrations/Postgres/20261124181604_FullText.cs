using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
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

            // As TextSearch asks for it, else the index is not used.
            migrationBuilder.Sql("""
                CREATE INDEX "IX_Texts_Words" ON "Texts" USING gin (to_tsvector('simple'::regconfig, regexp_replace(left("Value", 100000), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g')));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX \"IX_Texts_Words\";");

            migrationBuilder.DropIndex(
                name: "IX_Processes_CommandLineId_StartUtc",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_StartUtc",
                table: "Processes");
        }
    }
}
