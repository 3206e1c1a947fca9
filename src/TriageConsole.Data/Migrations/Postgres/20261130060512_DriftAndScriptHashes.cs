using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DriftAndScriptHashes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Hash",
                table: "FileWrites",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DriftUseId",
                table: "Alerts",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_FileWrites_Hashed",
                table: "FileWrites",
                columns: new[] { "HostId", "UtcTime" },
                filter: "\"Hash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_DriftUseId",
                table: "Alerts",
                column: "DriftUseId",
                filter: "\"DriftUseId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FileWrites_Hashed",
                table: "FileWrites");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_DriftUseId",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "FileWrites");

            migrationBuilder.DropColumn(
                name: "DriftUseId",
                table: "Alerts");
        }
    }
}
