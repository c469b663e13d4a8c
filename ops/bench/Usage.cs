namespace Records.Bench;

/// <summary>What is said to somebody who asks for nothing we measure.</summary>
internal static class Usage
{
    public static int Explain()
    {
        Console.Error.WriteLine(
            "ops/bench/run write [--writers 64] [--rounds 5] [--seconds 4] [--others 1] [--json]");
        Console.Error.WriteLine("ops/bench/run http [--connections 64] [--files 200] [--seconds 10] [--rate 0] "
            + "[--only KIND] [--url http://127.0.0.1:8080 [--data FOLDER]] [--json]");
        Console.Error.WriteLine("ops/bench/run recover [--events 10000] [--rounds 9] [--actors 100000] [--json]");
        Console.Error.WriteLine("ops/bench/run text [--rounds 3] [--json]");
        Console.Error.WriteLine("ops/bench/run views [--files 400] [--texts 1000] [--json]");
        return 2;
    }
}
