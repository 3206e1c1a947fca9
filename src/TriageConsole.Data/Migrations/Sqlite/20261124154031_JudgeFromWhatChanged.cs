using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class JudgeFromWhatChanged : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FromTicks",
                table: "ImportHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FromTicks",
                table: "ImportHosts");
        }
    }
}
