using Records.Api.Commands;

return await RecordsCommand.RunAsync(args, Console.Out, Console.Error);
