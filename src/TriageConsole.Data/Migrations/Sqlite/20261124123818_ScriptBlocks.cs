using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ScriptBlocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ScriptBlocks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    HostId = table.Column<int>(type: "INTEGER", nullable: false),
                    ProcessId = table.Column<long>(type: "INTEGER", nullable: true),
                    BlockId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    TextId = table.Column<long>(type: "INTEGER", nullable: false),
                    PathId = table.Column<long>(type: "INTEGER", nullable: true),
                    UtcTime = table.Column<long>(type: "INTEGER", nullable: false),
                    TimeBasis = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScriptBlocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ScriptBlocks_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ScriptBlocks_Texts_PathId",
                        column: x => x.PathId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ScriptBlocks_Texts_TextId",
                        column: x => x.TextId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ScriptBlocks_HostId_BlockId_Number",
                table: "ScriptBlocks",
                columns: new[] { "HostId", "BlockId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScriptBlocks_HostId_ProcessId_UtcTime",
                table: "ScriptBlocks",
                columns: new[] { "HostId", "ProcessId", "UtcTime" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ScriptBlocks");
        }
    }
}
