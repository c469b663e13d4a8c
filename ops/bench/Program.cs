using Records.Bench;
using Records.Bench.Writing;

// ops/bench/run WHAT [options]. Each benchmark brings its own throw-away database and prints what it measured.
return args switch
{
    ["write", .. var options] => await WriteBench.RunAsync(new(options)),
    ["http", .. var options] => await HttpBench.RunAsync(HttpOptions.Read(options)),
    ["recover", .. var options] => await RecoverBench.RunAsync(new(options)),
    ["text", .. var options] => await TextBench.RunAsync(new(options)),
    ["views", .. var options] => await ViewsBench.RunAsync(new(options)),
    _ => Usage.Explain(),
};
