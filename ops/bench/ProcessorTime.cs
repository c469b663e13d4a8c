using System.Globalization;

namespace Records.Bench;

/// <summary>What a process has cost, as Linux counts it: in hundredths of a second.</summary>
internal static class ProcessorTime
{
    /// <summary>This process and all its children that were waited for.</summary>
    public static double OfThis => Of("self") is var (_, own, waitedFor) ? own + waitedFor : 0;

    /// <summary>A process and all its children, those that live and those it waited for; 0 when it has ended.</summary>
    public static double OfFamily(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>()
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => (Id: int.Parse(name, CultureInfo.InvariantCulture), Stat: Of(name)))
            .Where(one => one.Stat is not null).ToLookup(one => one.Stat!.Value.Parent);
        return Of(process.ToString(CultureInfo.InvariantCulture)) is var (_, own, waitedFor)
            ? own + waitedFor + Below(process)
            : 0;

        double Below(int parent) =>
            all[parent].Sum(child => child.Stat!.Value.Own + child.Stat.Value.WaitedFor + Below(child.Id));
    }

    /// <summary>Of a process by its number; null when it has ended.</summary>
    public static (int Parent, double Own, double WaitedFor)? Of(string process)
    {
        try
        {
            // The name, in brackets, may hold anything.
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ');
            return (int.Parse(fields[2], CultureInfo.InvariantCulture), Seconds(12), Seconds(14));

            double Seconds(int at) => fields[at..(at + 2)].Sum(
                ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / 100.0;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
