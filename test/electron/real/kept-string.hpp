// In place of Napi::Reference<Napi::String>: references to strings need Node-API 10, and Electron 33 has 9. Keeps the
// characters and makes the JavaScript string anew each time.
class KeptString {
public:
	KeptString() : env(nullptr) {}
	KeptString(Napi::Env at, const char* characters) : env(at), kept(characters) {}
	Napi::String Value() const { return Napi::String::New(env, kept); }

private:
	napi_env env;
	std::string kept;
};
