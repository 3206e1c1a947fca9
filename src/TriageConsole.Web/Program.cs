using TriageConsole.Web.Hosting;

NativeHeap.KeepTogether();
return await CommandLine.RunAsync(args);
