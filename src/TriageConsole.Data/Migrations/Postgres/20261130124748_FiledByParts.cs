using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FiledByParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
