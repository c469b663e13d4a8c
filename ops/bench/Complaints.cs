using Microsoft.Extensions.Logging;

namespace Records.Bench;

/// <summary>What the program would log as a warning ends the benchmark: it would measure something else.</summary>
internal sealed class Complaints : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        Console.Error.WriteLine(formatter(state, exception));
        Environment.Exit(3);
    }
}
