using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GovernBaseline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Acknowledgement",
                table: "ApprovedUses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ExpiredUseId",
                table: "Alerts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UseGroups",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", nullable: false),
                    MembersJson = table.Column<string>(type: "TEXT", nullable: false),
                    IncludesJson = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UseGroups", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UseGroups_Kind_NameKey",
                table: "UseGroups",
                columns: new[] { "Kind", "NameKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UseGroups");

            migrationBuilder.DropColumn(
                name: "Acknowledgement",
                table: "ApprovedUses");

            migrationBuilder.DropColumn(
                name: "ExpiredUseId",
                table: "Alerts");
        }
    }
}
