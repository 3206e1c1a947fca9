using TriageConsole.Web.Hosting;

return await CommandLine.RunAsync(args);
