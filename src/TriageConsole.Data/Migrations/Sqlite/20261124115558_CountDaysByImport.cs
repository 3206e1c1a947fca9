using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CountDaysByImport : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_HostDays",
                table: "HostDays");

            migrationBuilder.AddColumn<long>(
                name: "ImportId",
                table: "HostDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_HostDays",
                table: "HostDays",
                columns: new[] { "HostId", "Day", "Component", "ImportId" });

            migrationBuilder.CreateIndex(
                name: "IX_HostDays_ImportId",
                table: "HostDays",
                column: "ImportId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_HostDays",
                table: "HostDays");

            migrationBuilder.DropIndex(
                name: "IX_HostDays_ImportId",
                table: "HostDays");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "HostDays");

            migrationBuilder.AddPrimaryKey(
                name: "PK_HostDays",
                table: "HostDays",
                columns: new[] { "HostId", "Day", "Component" });
        }
    }
}
