using System.ComponentModel.DataAnnotations;
using Cachekit.Secrets;

namespace SettingsSample;

/// <summary>What the program has to know to reach its database; the compiler writes how it is read, checked and printed.</summary>
[SecretSettings(Prefix = "DATABASE_")]
public sealed partial record DatabaseSettings(
    string Host, [Secret] string Password, [Range(1, 65_535)] int Port = 5432, [Range(1, 500)] int PoolSize = 10);
