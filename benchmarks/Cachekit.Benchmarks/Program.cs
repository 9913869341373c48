using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Each run builds all projects once more, which a small machine does not do within the two minutes that are the default.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithBuildTimeout(TimeSpan.FromMinutes(15)));
