using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Each run builds all projects once more, which a small machine does not do within the two minutes that are the default.
var config = ManualConfig.Create(DefaultConfig.Instance);
config.BuildTimeout = TimeSpan.FromMinutes(15);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
