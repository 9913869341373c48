// Types the compiler asks for that netstandard2.0 does not have.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
