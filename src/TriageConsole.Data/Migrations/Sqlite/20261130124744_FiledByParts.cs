using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FiledByParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Processes_HostId_ProcessId_StartUtc",
                table: "Processes");

            // Filed by parts of the ids, in order of arrival: see IdParts, which says the same number.
            migrationBuilder.Sql("CREATE INDEX \"IX_Processes_ProcessId\" ON \"Processes\" (\"Id\" / 131072, \"HostId\", \"ProcessId\", \"StartUtc\")");

            // Hashes of texts: the part of the id, then 40 bits of the hash.
            migrationBuilder.DropIndex(name: "IX_Texts_Hash", table: "Texts");
            migrationBuilder.Sql("UPDATE \"Texts\" SET \"Hash\" = ((\"Id\" / 131072) << 40) | (\"Hash\" & 1099511627775)");
            migrationBuilder.CreateIndex(name: "IX_Texts_Hash", table: "Texts", column: "Hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // SQL can't make the hashes whole again.
            throw new System.NotSupportedException("A store whose texts are filed by parts can't go back.");
        }
    }
}
