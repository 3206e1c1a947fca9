using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TriageConsole.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LateFactsAndCountedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CountedRecords",
                columns: table => new
                {
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<long>(type: "bigint", nullable: false),
                    Component = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Part = table.Column<long>(type: "bigint", nullable: false),
                    ImportId = table.Column<long>(type: "bigint", nullable: false),
                    Members = table.Column<byte[]>(type: "bytea", nullable: false),
                    Counted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountedRecords", x => new { x.HostId, x.ChannelId, x.Component, x.Day, x.Part, x.ImportId });
                    table.ForeignKey(
                        name: "FK_CountedRecords_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CountedRecords_Texts_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PendingFacts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    HostId = table.Column<int>(type: "integer", nullable: false),
                    ProcessId = table.Column<long>(type: "bigint", nullable: false),
                    StartUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ImageNameId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    WriterImageId = table.Column<long>(type: "bigint", nullable: true),
                    SignatureId = table.Column<int>(type: "integer", nullable: true),
                    FileHashId = table.Column<long>(type: "bigint", nullable: true),
                    UtcTime = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PendingFacts_FileHashes_FileHashId",
                        column: x => x.FileHashId,
                        principalTable: "FileHashes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PendingFacts_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PendingFacts_Signatures_SignatureId",
                        column: x => x.SignatureId,
                        principalTable: "Signatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PendingFacts_Texts_ImageNameId",
                        column: x => x.ImageNameId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PendingFacts_Texts_SubjectId",
                        column: x => x.SubjectId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PendingFacts_Texts_WriterImageId",
                        column: x => x.WriterImageId,
                        principalTable: "Texts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CountedRecords_ImportId",
                table: "CountedRecords",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_PendingFacts_HostId_ProcessId_StartUtc",
                table: "PendingFacts",
                columns: new[] { "HostId", "ProcessId", "StartUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CountedRecords");

            migrationBuilder.DropTable(
                name: "PendingFacts");
        }
    }
}
